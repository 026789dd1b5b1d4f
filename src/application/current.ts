/** The one application of this page: pane, ribbon and functions share it. */
import { openEngineService } from "../engine-service/open";
import { Tieout } from "./tieout";

let current: Tieout | undefined;

/** The application; made at first use. */
export function tieout(): Tieout {
  current ??= new Tieout({ service: openEngineService() });
  return current;
}
