/** Where the end of a run is written. */
export interface SummaryPlace {
  readonly write: (text: string) => void;
  readonly colours: boolean;
}
