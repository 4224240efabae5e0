import GRDB
import HubbubDomain

extension Database {
  /// Carries out one change inside the running transaction.
  ///
  /// Each statement names what must still hold; where it does not, nothing is
  /// written.
  func apply(_ change: Change) throws -> Outcome {
    switch change {
    case .signUp(let user, let session): try signUp(user, session)
    case .setUp(let user, let session): try setUp(user, session)
    case .invite(let new): try invite(new)
    case .withdrawInvite(let id, let user): try withdraw(id, by: user)
    case .changeAccount(let change): try changeAccount(change)
    case .report(let new): try report(new)
    case .settleReport(let id, let state, let admin, let time):
      try settle(id, as: state, by: admin, at: time)
    case .countReports(let admin): try countReports(for: admin)
    case .takeOver(let room, let admin, let time): try takeOver(room, by: admin, at: time)
    case .setSignup(let mode, let admin): try setSignup(mode, by: admin)
    case .openSession(let session): try openSession(session)
    case .endSession(let id): try endSession(id)
    case .rehash(let user, let hash, let old): try rehash(user, to: hash, insteadOf: old)
    case .setRole(let user, let role): try setRole(user, role)
    case .updateProfile(let user, let change): try updateProfile(user, change)
    case .befriend(let user, let other, let time): try befriend(user, other, at: time)
    case .unfriend(let user, let other): try unfriend(user, other)
    case .block(let user, let other, let time): try block(user, other, at: time)
    case .unblock(let user, let other): try unblock(user, other)
    case .touch(let user, let activeAt, let awayAt, let isSeen):
      try touch(user, activeAt: activeAt, awayAt: awayAt, isSeen: isSeen)
    case .readNotifications(let user, let seq): try readNotifications(of: user, upTo: seq)
    case .setUpFactor(let user, let secret): try setUpFactor(user, secret)
    case .confirmFactor(let confirmation): try confirmFactor(confirmation)
    case .removeFactor(let user): try removeFactor(user)
    case .openProvenSession(let session, let proof): try openSession(session, proof)
    case .changePassword(let new): try changePassword(new)
    case .disable(let user): try setDisabled(user, true)
    case .enable(let user): try setDisabled(user, false)
    case .noteUse(let session, let time): try noteUse(session, at: time)
    case .setPicture(let user, let picture): try setPicture(user, picture)
    case .leaveHubbub(let user, let hash, let time):
      try leaveHubbub(user, provedBy: hash, at: time)
    case .erase(let user, let time, let rows): try erase(user, leftBefore: time, rows: rows)
    case .fillSearch(let rows): try fillSearch(rows: rows)
    case .keepMedia(let media): try keep(media)
    case .mendMedia(let file): try mend(file)
    case .describeMedia(let id, let user, let alt): try describe(id, by: user, alt: alt)
    case .dropMedia(let id, let user): try drop(id, by: user)
    case .sweepMedia(let time, let rows): try sweepMedia(neverShownBefore: time, rows: rows)
    case .post(let post): try write(post)
    case .editPost(let id, let user, let edit, let time):
      try self.edit(id, by: user, edit, at: time)
    case .deletePost(let id, let user): try deletePost(id, by: user)
    case .like(let post, let user, let time): try like(post, by: user, at: time)
    case .unlike(let post, let user): try unlike(post, by: user)
    case .comment(let comment): try write(comment)
    case .deleteComment(let id, let post, let user): try deleteComment(id, of: post, by: user)
    case .open(let conversation): try open(conversation)
    case .direct(let direct): try open(direct)
    case .retitle(let id, let title, let user): try retitle(id, to: title, by: user)
    case .join(let room, let user, let time): try join(room, user, at: time)
    case .add(let added, let id, let user, let time): try add(added, to: id, by: user, at: time)
    case .leave(let conversation, let user): try leave(conversation, user)
    case .remove(let removed, let id, let user): try remove(removed, from: id, by: user)
    case .setMemberRole(let member, let role, let id, let user):
      try setMemberRole(member, role, in: id, by: user)
    case .message(let message): try write(message)
    case .editMessage(let place, let user, let text, let time):
      try self.edit(place, by: user, to: text, at: time)
    case .deleteMessage(let place, let user): try deleteMessage(place, by: user)
    case .react(let place, let reacted): try react(place, reacted)
    case .read(let conversation, let user, let seq): try read(conversation, by: user, seq: seq)
    }
  }
}

extension Change {
  /// What a log calls it: without what people wrote, and without secrets.
  var name: StaticString {
    switch self {
    case .signUp: "signUp"
    case .setUp: "setUp"
    case .invite: "invite"
    case .withdrawInvite: "withdrawInvite"
    case .report: "report"
    case .settleReport: "settleReport"
    case .countReports: "countReports"
    case .takeOver: "takeOver"
    case .changeAccount: "changeAccount"
    case .setSignup: "setSignup"
    case .openSession: "openSession"
    case .endSession: "endSession"
    case .rehash: "rehash"
    case .setRole: "setRole"
    case .updateProfile: "updateProfile"
    case .befriend: "befriend"
    case .unfriend: "unfriend"
    case .block: "block"
    case .unblock: "unblock"
    case .touch: "touch"
    case .readNotifications: "readNotifications"
    case .setUpFactor: "setUpFactor"
    case .confirmFactor: "confirmFactor"
    case .removeFactor: "removeFactor"
    case .openProvenSession: "openProvenSession"
    case .changePassword: "changePassword"
    case .disable: "disable"
    case .enable: "enable"
    case .noteUse: "noteUse"
    case .setPicture: "setPicture"
    case .leaveHubbub: "leaveHubbub"
    case .erase: "erase"
    case .fillSearch: "fillSearch"
    case .keepMedia: "keepMedia"
    case .mendMedia: "mendMedia"
    case .describeMedia: "describeMedia"
    case .dropMedia: "dropMedia"
    case .sweepMedia: "sweepMedia"
    case .post: "post"
    case .editPost: "editPost"
    case .deletePost: "deletePost"
    case .like: "like"
    case .unlike: "unlike"
    case .comment: "comment"
    case .deleteComment: "deleteComment"
    case .open: "open"
    case .direct: "direct"
    case .retitle: "retitle"
    case .join: "join"
    case .add: "add"
    case .leave: "leave"
    case .remove: "remove"
    case .setMemberRole: "setMemberRole"
    case .message: "message"
    case .editMessage: "editMessage"
    case .deleteMessage: "deleteMessage"
    case .react: "react"
    case .read: "read"
    }
  }
}
