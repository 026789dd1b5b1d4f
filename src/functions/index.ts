/** Entry of the shared runtime: worksheet functions and ribbon commands. */
import { tieout } from "../application/current";
import { associateCommands } from "../commands/index";
import { associateFunctions } from "./associate";

associateFunctions((calls) => tieout().figures(calls));
associateCommands();
