import HubbubDomain

/// Who asks for a page, as far as the answer depends on it.
struct Visitor: Equatable, Sendable {
  let role: Role
  /// What they have chosen; `system` leaves it to their browser.
  let language: Language
}
