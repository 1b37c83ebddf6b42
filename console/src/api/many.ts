// Many calls of one kind: a few at a time, each failure kept, none stops the others.
export interface Failed<T> {
  item: T;
  error: unknown;
}

export async function eachOf<T>(items: readonly T[], atOnce: number, run: (item: T) => Promise<unknown>, done: (count: number) => void = () => undefined): Promise<Failed<T>[]> {
  const failed: Failed<T>[] = [];
  let next = 0;
  let over = 0;
  const walk = async () => {
    while (next < items.length) {
      const item = items[next++] as T;
      try {
        await run(item);
      } catch (error) {
        failed.push({ item, error });
      }
      done(++over);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, walk));
  return failed;
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) => items.slice(place * size, (place + 1) * size));
}
