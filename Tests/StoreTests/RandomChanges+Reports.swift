import HubbubDomain
import HubbubTesting

extension RandomChanges {
  /// What admins look after: reports and what is decided of them, rooms, who may sign up.
  mutating func reporting() -> Change {
    let user = random.pick(users)
    switch random.number(0...9) {
    case 0..<6:
      let report = NewReport(
        id: id(), reporter: user.id, subject: reported(), reason: random.pick(["rude", "loud"]),
        createdAt: clock)
      reports.append(report.id)
      return .report(report)
    case 6..<8 where !reports.isEmpty:
      let state = random.pick([ReportState.dismissed, .removed, .acted])
      return .settleReport(random.pick(reports), as: state, by: user.id, at: clock)
    case 8 where random.once(in: 3): return .countReports(for: user.id)
    case 8 where random.once(in: 2):
      return .setSignup(random.pick(SignupMode.allCases), by: user.id)
    case 8:
      return .changeAccount(
        AccountChange(
          of: random.pick(users).id, isDisabled: random.once(in: 2) ? random.once(in: 4) : nil,
          role: random.once(in: 2) ? random.pick(Role.allCases) : nil, by: user.id))
    default: return .takeOver(rooms.isEmpty ? id() : random.pick(rooms), by: user, at: clock)
    }
  }

  private mutating func reported() -> Reported {
    switch random.number(0...2) {
    case 0: .post(posts.isEmpty ? id() : random.pick(posts))
    case 1:
      .message(
        MessagePlace(rooms.isEmpty ? id() : random.pick(rooms), Int64(random.number(1...20))))
    default: .user(random.pick(users).id)
    }
  }
}
