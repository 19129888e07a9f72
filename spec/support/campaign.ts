// How much of a campaign a run makes: `npm test` one part, `npm run test:long` the whole, as CI does.

/** The size of a campaign: the whole one in a long run, a part otherwise. Must be called while a spec file is loaded. */
export const campaignSize = (whole: number, part: number): number => (process.env.TEST_LONG ? whole : part);
