/** Names beside the live place that exist only while a swap is under way. */
export function swapFiles(path: string): { readonly next: string; readonly journal: string } {
  return { next: `${path}.drover-new`, journal: `${path}.drover-swap` };
}
