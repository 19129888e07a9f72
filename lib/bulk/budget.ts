// How many records may be sent.

/** A number of sends that must not be exceeded. */
export interface Budget {
  /** Takes one, if need be when one of those in progress is given back; `false` when all are spent. */
  take(): Promise<boolean>;
  /** Ends one that was taken: spent, or given back. */
  end(isSpent: boolean): void;
}

/** A budget of so many sends. */
export function budgetOf(most: number): Budget {
  let free = most;
  let underWay = 0;
  const waiting: ((isTaken: boolean) => void)[] = [];

  const serve = (): void => {
    while (waiting.length && (free || !underWay)) {
      const isTaken = free > 0;
      if (isTaken) {
        free--;
        underWay++;
      }
      waiting.shift()?.(isTaken);
    }
  };

  return {
    take() {
      return new Promise((resolve) => {
        waiting.push(resolve);
        serve();
      });
    },
    end(isSpent) {
      underWay--;
      if (!isSpent) free++;
      serve();
    },
  };
}
