/** Mappings that need no look: sheets whose headers are captions that are known word for word. */
import type { LedgerMapping } from "../../application/types";
import { proposeHeaders } from "../../engine/ledgers/captions/propose";
import { headerMatcher, tableDeclaration } from "../../engine/ledgers/names";
import type { NearMiss } from "../../engine-service/service";
import { placeName } from "./ledger-words";

/** The mapping of a sheet by exact captions alone; headers that the ledger knows itself need none. */
export function exactMapping(miss: NearMiss): LedgerMapping {
  const declaration = tableDeclaration(miss.ledger);
  const matcher = headerMatcher(declaration);
  const { headers } = proposeHeaders(declaration, miss.headers, { alike: false });
  return {
    ledger: miss.ledger,
    place: placeName(miss),
    headers: new Map(
      [...headers].flatMap(([caption, header]) =>
        matcher.match(header) ? [] : [[header, caption] as const],
      ),
    ),
  };
}
