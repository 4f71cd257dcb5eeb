// The words for a connection, wherever one is named.
import type { ConnectionView } from "$lib/api/bindings";
import { m } from "$lib/i18n";

/** "Base locale", "Serveur : hôte", "Connexion à …" or "Hors ligne". */
export function connectionWords(connection: ConnectionView): string {
  if (connection.state === "connecting") return m.frame_connection_connecting({ target: connection.target });
  if (connection.state === "failed") return m.frame_connection_failed();
  return connection.kind === "embedded"
    ? m.frame_connection_embedded()
    : m.frame_connection_server({ target: connection.target });
}
