/// One page that a person may open, and its file.
enum Page: String, CaseIterable, Sendable {
  case home = "home.html"
  case setup = "setup.html"
  case login = "login.html"
  case signup = "signup.html"
  case create = "new.html"
  case post = "post.html"
  case messages = "messages.html"
  case friends = "friends.html"
  case profile = "profile.html"
  case notifications = "notifications.html"
  case settings = "settings.html"
  case ops = "ops.html"

  /// The page at a path; nil where there is none.
  init?(path: Substring) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    switch (parts.first, parts.dropFirst().first, parts.count) {
    case ("", nil, 1): self = .home
    case ("setup", nil, 1): self = .setup
    case ("login", nil, 1): self = .login
    case ("signup", nil, 1): self = .signup
    case ("new", nil, 1): self = .create
    case ("messages", nil, 1): self = .messages
    case ("messages", .some(let id), 2) where !id.isEmpty: self = .messages
    case ("p", .some(let id), 2) where !id.isEmpty: self = .post
    case ("friends", nil, 1): self = .friends
    case ("u", .some(let name), 2) where !name.isEmpty: self = .profile
    case ("notifications", nil, 1): self = .notifications
    case ("settings", nil, 1): self = .settings
    case ("ops", nil, 1): self = .ops
    default: return nil
    }
  }

  /// Whether it is for those who are not logged in, and for them alone.
  var isForGuests: Bool {
    switch self {
    case .login, .signup: true
    case .setup, .home, .create, .post, .messages, .friends, .profile, .notifications, .settings,
      .ops:
      false
    }
  }

  /// Whether it is for admins alone.
  var isForAdmins: Bool {
    switch self {
    case .ops: true
    case .setup, .home, .login, .signup, .create, .post, .messages, .friends, .profile,
      .notifications,
      .settings:
      false
    }
  }

  /// Where a login leads: `next` if it surely is a path of this server, else home.
  ///
  /// A browser reads `//host` and `/\host` as another server, and drops tabs and
  /// line ends before it reads.
  ///
  /// - Source: WHATWG URL, "relative state"; OWASP Unvalidated Redirects.
  static func safeNext(_ next: String?) -> String {
    guard let next, next.hasPrefix("/"), !next.hasPrefix("//"),
      next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    else { return "/" }
    return next
  }
}
