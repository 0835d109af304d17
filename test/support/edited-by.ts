import type { z } from 'zod';
import type { Controller } from '../../src/core/scope.ts';
import type { DesiredEdit, Edited } from '../../src/modules/shared/edit-steps.ts';

interface EditSpec<Params extends z.ZodType> {
  readonly params: Params;
  readonly desired: (params: z.output<Params>, controller: Controller) => DesiredEdit | Promise<DesiredEdit>;
}

/** What a module that edits text files makes of a text. */
export async function editedBy<Params extends z.ZodType>(
  { params, desired }: EditSpec<Params>,
  text: string,
  given: Omit<z.input<Params>, 'path'>,
): Promise<Edited> {
  const host = { name: 'here', groups: [], vars: {} };
  const { edit } = await desired(params.parse({ path: '/f', ...given }), { directory: '/', host });
  return edit(text);
}
