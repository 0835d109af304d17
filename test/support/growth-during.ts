const megabyte = 1024 * 1024;

/** The most memory that this process had while the work was done, over what it had before, in MiB. */
export async function growthDuring(work: () => Promise<unknown>): Promise<number> {
  const used = () => {
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / megabyte;
  };
  const before = used();
  let most = before;
  const sample = setInterval(() => (most = Math.max(most, used())), 20);
  await work();
  clearInterval(sample);
  return most - before;
}
