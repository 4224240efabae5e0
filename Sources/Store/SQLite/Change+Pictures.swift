import GRDB
import HubbubDomain

extension Database {
  /// Gives a user another picture, or the one drawn from their id.
  func setPicture(_ user: UserID, _ picture: PictureID?) throws -> Outcome {
    guard let old = try self.user(user) else { return .refused(.noSuchUser) }
    guard old.picture != picture else { return .unchanged(.picture(old, replaced: nil)) }
    try run("UPDATE user SET picture = ? WHERE id = ?", picture, user)
    let new = old.with(picture: picture)
    let replaced = try old.picture.flatMap { try isReported($0, of: user) ? nil : $0 }
    return .done(.picture(new, replaced: replaced), try tell(new))
  }
}
