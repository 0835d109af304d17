/** The library that makes certificates: loaded when one is to be made, since it is large. */
export async function loadX509() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}
