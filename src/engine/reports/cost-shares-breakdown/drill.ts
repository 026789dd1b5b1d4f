import type { Drill } from "../../report";
export function drill(): Drill | undefined { return undefined; }
