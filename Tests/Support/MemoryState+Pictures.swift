import HubbubDomain

extension MemoryState {
  mutating func setPicture(_ user: UserID, _ picture: PictureID?) -> Outcome {
    guard let old = accounts[user] else { return .refused(.noSuchUser) }
    guard old.user.picture != picture else {
      return .unchanged(.picture(old.user, replaced: nil))
    }
    let new = old.user.with(picture: picture)
    accounts[user] = Account(
      user: new, passwordHash: old.passwordHash, role: old.role, isDisabled: old.isDisabled,
      leftAt: old.leftAt)
    return .done(.picture(new, replaced: unreported(old.user.picture, of: user)), tell(new))
  }
}
