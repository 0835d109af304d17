/** What can be done about a service. `because`: the file that was changed after it was started; else it was asked for. */
export type ServiceChange =
  | { readonly is: 'start' | 'stop' | 'enable' | 'disable' | 'daemon-reload' }
  | { readonly is: 'restart' | 'reload'; readonly because: string | undefined };
