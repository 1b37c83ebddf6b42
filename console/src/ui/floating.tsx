// What stands above the page: dialogs, menus, tips. Focus and keys are Radix's work.
import { Dialog as RadixDialog, DropdownMenu, Tooltip } from "radix-ui";
import type { ReactNode } from "react";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

export function Dialog({ open, onClose, title, description, wide, children }: DialogProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="veil" />
        <RadixDialog.Content className={wide ? "dialog wide" : "dialog"} aria-describedby={description ? undefined : ""}>
          <RadixDialog.Title asChild>
            <h2>{title}</h2>
          </RadixDialog.Title>
          {description && <RadixDialog.Description className="soft">{description}</RadixDialog.Description>}
          <div style={{ marginTop: 16 }}>{children}</div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

export interface MenuEntry {
  label: string;
  run: () => void;
  danger?: boolean;
  disabled?: string;
}

/** A menu under its button; null is a line between entries. A disabled entry says why. */
export function Menu({ trigger, entries }: { trigger: ReactNode; entries: (MenuEntry | null)[] }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {entries.map((entry, place) =>
            entry === null ? (
              <DropdownMenu.Separator key={place} className="menu-line" />
            ) : (
              <DropdownMenu.Item
                key={entry.label}
                className={entry.danger ? "menu-item danger" : "menu-item"}
                disabled={entry.disabled !== undefined}
                title={entry.disabled}
                onSelect={entry.run}
              >
                {entry.label}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function Tip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tip" sideOffset={4}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

export const Tips = Tooltip.Provider;
