// The address of a MongoDB server, as far as a form must read it. Rust decides whether it is one.

/** Scheme, credentials and the rest. A password may hold an "@", a host cannot: the last one counts. */
const PARTS = /^(\s*mongodb(?:\+srv)?:\/\/)(?:(.*)@)?([^@]*)$/i;

/** The user of an address that names one without a password, else `null`. */
export function userWithoutPassword(address: string): string | null {
  const credentials = PARTS.exec(address)?.[2];
  return credentials && !credentials.includes(":") ? decoded(credentials) : null;
}

/** The address with a password for its user; without a user or a password, unchanged. */
export function withPassword(address: string, password: string): string {
  if (password === "" || userWithoutPassword(address) === null) return address;
  return address.replace(
    PARTS,
    (_, scheme: string, user: string, rest: string) =>
      `${scheme}${user}:${encodeURIComponent(password)}@${rest}`,
  );
}

/** The address, asking for encryption whatever it asked for before. */
export function withTls(address: string): string {
  const [base = "", query = ""] = address.trim().split("?", 2);
  const others = query.split("&").filter((option) => option !== "" && !/^(?:tls|ssl)=/i.test(option));
  const hasPath = base.replace(/^[a-z+]+:\/\//i, "").includes("/");
  return `${base}${hasPath ? "" : "/"}?${[...others, "tls=true"].join("&")}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
