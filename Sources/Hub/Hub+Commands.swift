import HubbubActors
import HubbubDomain

/// One switch: command → actor. Never suspends.
///
/// - Isolation: the socket's loop.
extension Hub {
  func perform(_ question: Question, for socket: Socket) {
    let (ref, user, shard) = (question.ref, socket.user, socket.shard)
    switch question.command {
    case .send(let conversation, let key, let text, let media, let replyTo):
      let message = NewMessage(
        id: .make(at: clock.wallTime()), conversation: conversation, author: user, key: key,
        text: text, media: media, replyTo: replyTo, createdAt: clock.wallTime())
      supervisor.conversations.post(
        .send(message, socket.asker(ref)), to: conversation, on: shard)
    case .like(let post):
      let asker = socket.asker(ref, likesOf: post)
      supervisor.posts.post(
        .like(by: user.id, at: clock.wallTime(), asker), to: post, on: shard)
    case .unlike(let post):
      supervisor.posts.post(
        .unlike(by: user.id, socket.asker(ref, likesOf: post)), to: post, on: shard)
    case .read(let conversation, let seq):
      supervisor.conversations.post(
        .read(by: user.id, seq: seq, socket.asker(ref)), to: conversation, on: shard)
    case .typing(let conversation):
      let isHeard = socket.topics.contains(.conversation(conversation))
      supervisor.conversations.post(
        .typing(by: user.id, at: clock.wallTime(), isHeard: isHeard, socket.asker(ref)),
        to: conversation, on: shard)
    case .active:
      socket.person.wasActive(at: clock.wallTime())
      supervisor.users.post(
        .active(at: clock.wallTime(), socket.asker(ref)), to: user.id, on: shard)
    case .subscribe(let topics): subscribe(socket, topics, ref: ref)
    case .unsubscribe(let topics): unsubscribe(socket, topics, ref: ref)
    case .ping: socket.tell(Frame.text(Wire.answer(.nothing, ref: ref)))
    case .start: socket.refuse(.alreadyStarted, ref: ref)
    }
  }
}
