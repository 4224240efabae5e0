import HubbubDomain
import HubbubStore

extension MemoryState {
  /// An invitation and who came by it.
  struct InviteRow {
    let new: NewInvite
    var joined: [UserID] = []
  }

  func hasAdmin() -> Bool {
    accounts.values.contains { $0.role == .admin }
  }

  func isAdmin(_ user: UserID) -> Bool { accounts[user]?.role == .admin && !isDisabled(user) }

  mutating func setUp(_ new: NewUser, _ login: Login) throws -> Outcome {
    hasAdmin() ? .refused(.isSetUp) : try signUp(new, login)
  }

  mutating func invite(_ new: NewInvite) -> Outcome {
    guard user(new.inviter) != nil else { return .refused(.noSuchUser) }
    guard !isDisabled(new.inviter) else { return .refused(.accountClosed) }
    let mine = invites.values.filter { $0.new.inviter == new.inviter }
    let open = mine.filter { isOpen($0, at: new.createdAt) }
    guard open.count < Limits.openInvites else { return .refused(.tooManyInvites) }
    for row in mine where row.joined.isEmpty && row.new.expiresAt <= new.createdAt {
      invites[row.new.id] = nil
    }
    let row = InviteRow(new: new)
    invites[new.id] = row
    return shown(row).map { .done(.invite($0), []) } ?? .failed
  }

  mutating func withdraw(_ id: InviteID, by user: UserID) -> Outcome {
    guard let row = invites[id], row.new.inviter == user || isAdmin(user) else {
      return .refused(.unknownInvite)
    }
    invites[id] = nil
    return .done(.nothing, [])
  }

  func openInvite(_ codeHash: [UInt8], at now: Timestamp) -> InviteRow? {
    invites.values.first {
      $0.new.codeHash == codeHash && isOpen($0, at: now) && !isDisabled($0.new.inviter)
    }
  }

  mutating func comeIn(_ new: NewUser, by invite: InviteRow) -> [Event] {
    invites[invite.new.id]?.joined.append(new.user.id)
    guard let inviter = user(invite.new.inviter) else { return [] }
    return becomeFriends(new.user, inviter, at: new.createdAt)
  }

  func invites(
    of inviter: UserID?, before: InviteID?, limit: Int
  ) -> Page<Invite, InviteID> {
    let all = invites.values.filter { inviter == nil || inviter == $0.new.inviter }
      .compactMap(shown).filter { invite in before.map { invite.id < $0 } ?? true }.sorted {
        $0.id > $1.id
      }
    return Page(
      items: Array(all.prefix(limit)), next: all.count > limit ? all[limit - 1].id : nil)
  }

  private func isOpen(_ row: InviteRow, at now: Timestamp) -> Bool {
    row.joined.count < row.new.uses && now < row.new.expiresAt
  }

  private func shown(_ row: InviteRow) -> Invite? {
    user(row.new.inviter).map {
      Invite(
        id: row.new.id, inviter: $0, uses: row.new.uses, joined: row.joined.compactMap(user),
        createdAt: row.new.createdAt, expiresAt: row.new.expiresAt)
    }
  }
}
