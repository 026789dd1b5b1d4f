/** Connects every declared function with what runs it. */
import { Batcher, settle, type Answer, type Ask } from "./batcher";
import { functions, type FunctionDeclaration } from "./functions";

/** Associates all functions; `ask` answers those that need the ledgers. */
export function associateFunctions(ask: Ask): void {
  const batcher = new Batcher(ask);
  for (const one of functions) CustomFunctions.associate(one.id, implementation(one, batcher));
}

/** Excel passes the invocation behind the declared arguments. */
function implementation(one: FunctionDeclaration, batcher: Batcher): (...args: unknown[]) => Promise<Answer> {
  const { id, parameters, run } = one;
  return (...args) => {
    const given = args.slice(0, parameters.length);
    // An error in a cell goes on as it is, as in Excel's own functions; inside a block it concerns its own row only.
    const error = given.find((value) => value instanceof CustomFunctions.Error);
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- Excel's own class of errors
    if (error) return Promise.reject(error);
    if (!run) return batcher.call(id, given);
    return new Promise((resolve, reject) => {
      settle(run(...given), resolve, reject);
    });
  };
}
