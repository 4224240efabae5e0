import HubbubDomain

/// What an operator wants done with an account, from the machine that keeps it.
///
/// It crosses ``ControlSocket`` as one line of JSON.
enum UserOrder: Codable, Equatable, Sendable {
  case add(username: String, password: String, role: Role)
  case changePassword(username: String, to: String)
  case disable(username: String)
  case enable(username: String)
  case removeFactor(username: String)
  case setRole(username: String, role: Role)
}

/// What became of an order.
enum UserReceipt: Codable, Equatable, Sendable {
  /// Whose account it is; `isNew` is false where it was so already.
  case done(id: String, isNew: Bool)
  case refused(code: String, sentence: String, status: Int32)
}

extension UserReceipt {
  /// What was done, or why not.
  ///
  /// - Throws: ``Failure``.
  func get() throws(Failure) -> (id: String, isNew: Bool) {
    switch self {
    case .done(let id, let isNew): return (id, isNew)
    case .refused(let code, let sentence, let status):
      throw Failure(code: code, sentence: sentence, status: status)
    }
  }
}

extension Role: Codable {}
