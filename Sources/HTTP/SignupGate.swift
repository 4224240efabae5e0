import HubbubDomain
import Synchronization

/// Who may sign up now: what the operator fixed, else what an admin has decided.
public final class SignupGate: Sendable {
  /// Whether the operator has said it (`HUBBUB_SIGNUP`), so that no admin changes it.
  public let isFixed: Bool
  private let decided: Mutex<SignupMode>

  init(_ mode: SignupMode, isFixed: Bool) {
    self.isFixed = isFixed
    decided = Mutex(mode)
  }

  var mode: SignupMode { decided.withLock { $0 } }

  func decide(_ mode: SignupMode) { decided.withLock { $0 = mode } }
}
