/**
 * A store whose small writes go together: those that come while one is under way are one transaction after it.
 * Promise: in order, and each resolves only once it is stored. Limit: one that cannot be stored fails its neighbours.
 */

import type { Store } from "../platform.ts";

type Changes = Parameters<Store["write"]>[0];

export function grouped(store: Store): Store {
  let waiting: Changes = [];
  let next: Promise<void> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const writeAll = () => {
    const changes = waiting;
    waiting = [];
    next = null;
    return store.write(changes);
  };
  return {
    get: (key) => store.get(key),
    list: (prefix) => store.list(prefix),
    write(changes) {
      waiting = [...waiting, ...changes];
      next ??= last.then(writeAll);
      last = next.catch(() => undefined);
      return next;
    },
    destroy: () => store.destroy(),
    watch: (heard) => store.watch(heard),
  };
}
