/** Shows a text, and reads the line that is typed; nothing when no more can come. */
export type AskHidden = (text: string) => Promise<string | undefined>;
