/** Writes what is given in one turn of the event loop at once: every write is a packet of its own. */
export function gathered(write: (text: string) => void): (text: string) => void {
  let pending = '';
  return (text) => {
    if (pending === '') {
      queueMicrotask(() => {
        const whole = pending;
        pending = '';
        write(whole);
      });
    }
    pending += text;
  };
}
