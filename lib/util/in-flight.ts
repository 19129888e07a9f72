/** Counts what is in flight. */
export interface InFlight {
  begin(): void;
  end(): void;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

/** A count that begins at 0. */
export function inFlightCount(): InFlight {
  const waiting: (() => void)[] = [];
  let count = 0;
  return {
    begin() {
      count += 1;
    },
    end() {
      count -= 1;
      if (!count) for (const wake of waiting.splice(0)) wake();
    },
    async idle() {
      if (count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
