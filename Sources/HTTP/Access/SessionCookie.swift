import HubbubAccounts
import HubbubDomain

/// The cookie in which a browser keeps its session.
///
/// - Source: RFC 6265bis §4.1.3.2: `__Host-` binds it to this host and to https.
enum SessionCookie {
  /// Its name, which differs under https.
  static func name(isSecure: Bool) -> String {
    isSecure ? "__Host-hubbub_session" : "hubbub_session"
  }

  /// The `Set-Cookie` that keeps `token`.
  static func keeping(_ token: SessionToken, isSecure: Bool) -> String {
    header(token.text, lifetime: Limits.cookieLifetime, isSecure: isSecure)
  }

  /// The `Set-Cookie` that forgets the session.
  static func forgetting(isSecure: Bool) -> String {
    header("", lifetime: .zero, isSecure: isSecure)
  }

  private static func header(_ value: String, lifetime: Duration, isSecure: Bool) -> String {
    "\(name(isSecure: isSecure))=\(value); Path=/; HttpOnly; SameSite=Lax"
      + "; Max-Age=\(lifetime.components.seconds)" + (isSecure ? "; Secure" : "")
  }
}
