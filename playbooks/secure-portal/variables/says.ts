/** A sentence about a variable and an example, as `drover doc` prints them. */
export const says = (description: string, example: unknown) => ({ description, examples: [example] });
