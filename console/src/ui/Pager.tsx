import { Button } from "./parts";
import { count } from "./words";

/** The pages of a list that the server counts; nothing when one page holds it. */
export function Pager({ place, page, total, onPlace }: { place: number; page: number; total: number; onPlace: (place: number) => void }) {
  if (total <= page) return null;
  return (
    <div className="row" role="group" aria-label="Pages of the list">
      <Button disabled={place === 0} onClick={() => onPlace(place - 1)}>
        Newer
      </Button>
      <span className="soft number">
        {count(place * page + 1)} to {count(Math.min(total, (place + 1) * page))} of {count(total)}
      </span>
      <Button disabled={(place + 1) * page >= total} onClick={() => onPlace(place + 1)}>
        Older
      </Button>
    </div>
  );
}
