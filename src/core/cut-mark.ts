/** Ends a text of a host that was cut: what stands before it may be the beginning of a secret. */
export const cutMark = '…';
