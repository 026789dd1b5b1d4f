/** Entry of the web worker that runs the engine. */
import type { Port } from "./messages";
import { serve } from "./serve";

serve(globalThis as unknown as Port);
