/** Told of each line that a program prints, as it comes, and on which of its outputs. */
export type OnLine = (line: string, stream: 'stdout' | 'stderr') => void;
