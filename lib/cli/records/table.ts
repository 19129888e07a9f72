// Tables for people, as `--output table`, psql, mysql and Markdown draw them: nothing of them is a username.

const DRAWN = /^[-+=|:─━═│║┼┬┴├┤┌┐└┘╔╗╚╝╠╣╦╩╬ ]+$/;
const RULE = /[-=─━═]{3}/;

/** Tells a line that only draws, such as `+-----+`. */
export const isTableRule = (text: string): boolean => DRAWN.test(text.trim()) && RULE.test(text);

/** Tells a line of a table: a rule, or cells between bars. */
export const isTableLine = (text: string): boolean => isTableRule(text) || /^[|│║]/.test(text.trimStart());
