import HubbubDomain
import HubbubTesting

extension RandomChanges {
  /// Few, of few uses and short lives, so that they are found open, used up and over.
  mutating func inviting() -> Change {
    if random.once(in: 4), !invites.isEmpty {
      return .withdrawInvite(random.pick(invites).id, by: random.pick(users).id)
    }
    let invite = NewInvite(
      id: id(), inviter: random.pick(users).id,
      codeHash: (0..<32).map { _ in UInt8(random.number(0...255)) }, uses: random.number(1...3),
      createdAt: clock, expiresAt: clock + .milliseconds(random.number(1...4_000)))
    invites.append(invite)
    return .invite(invite)
  }

  /// A signup that may be refused: by an invitation, as the first admin, with a login.
  mutating func mayComeIn(_ user: User) -> Change {
    let new = NewUser(
      user: user, passwordHash: nil, role: .member, createdAt: clock, inviteHash: someInvite())
    refused.append(NewUser(user: user, passwordHash: nil, role: .member, createdAt: clock))
    if random.once(in: 4) { return .setUp(new, newLogin(of: user.id)) }
    return .signUp(new, random.once(in: 3) ? newLogin(of: user.id) : nil)
  }

  /// The code of one of them, or of none, for who signs up.
  mutating func someInvite() -> [UInt8]? {
    guard random.once(in: 2), !invites.isEmpty else { return nil }
    return random.once(in: 9) ? [7] : random.pick(invites).codeHash
  }
}
