import { z } from 'zod';

/** What a host that is a client only has in common with the portal it uses; set them for both. */
export const serverVariables = {
  product: z.enum(['cache', 'iris']).default('cache').describe('Which product the server is.'),
  ca_directory: z
    .string()
    .default('.drover/ca')
    .describe('Where the private CA is kept on the controller, from the working directory.'),
  trust_file: z.string().optional().describe('A CA certificate on the controller that the portal chains to.'),
};
