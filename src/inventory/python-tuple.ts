/** A list that Python would not let anybody change; it is printed in its own way. */
export class PythonTuple extends Array<unknown> {}
