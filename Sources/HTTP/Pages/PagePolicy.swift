import HTTPTypes

/// What a page of ours may do in a browser: nothing that it does not need.
enum PagePolicy {
  /// No foreign origin, no inline script or style, no frame around us, and
  /// text becomes markup only through two policies of one file each.
  ///
  /// - Source: Content Security Policy Level 3; Trusted Types §5.
  static let content = [
    "default-src 'self'", "img-src 'self' data: blob:", "media-src 'self' blob:",
    "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'",
    "frame-ancestors 'none'", "require-trusted-types-for 'script'",
    "trusted-types hubbub-pages hubbub-worker",
  ].joined(separator: "; ")

  /// What the service worker may do: ask this server, and nothing else.
  static let worker = [
    "default-src 'none'", "connect-src 'self'", "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].joined(separator: "; ")

  /// Puts the policy into the headers of a page.
  static func add(to headers: inout HTTPFields) {
    headers[.contentSecurityPolicy] = content
    headers[.referrerPolicy] = "same-origin"
    headers[.crossOriginOpenerPolicy] = "same-origin"
  }
}

extension HTTPField.Name {
  static let referrerPolicy = constant("Referrer-Policy")
  static let crossOriginOpenerPolicy = constant("Cross-Origin-Opener-Policy")

  /// A name that is known to be one.
  private static func constant(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else {
      preconditionFailure("\(text) is not the name of a header field")
    }
    return name
  }
}
