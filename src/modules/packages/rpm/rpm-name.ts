/** The name in `bash-5.2.15-3.el9.x86_64`. */
export function rpmName(full: string): string {
  return full.replace(/-[^-]+-[^-]+$/, '');
}
