/** Calls a listener: what it throws, now or later, changes nothing. */
export const safely = async (tell: () => unknown): Promise<void> => {
  try {
    await tell();
  } catch {}
};
