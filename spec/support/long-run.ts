// Loaded before all specs of a long run: campaigns are made as a whole.
process.env.TEST_LONG = 'true';
