import HubbubDomain
import NIOCore

/// Giving one topic's listeners what has gathered in a turn.
extension LoopShard {
  /// Offers what gathered, in order, in runs of at most ``Limits/writeBytes``.
  func distribute(to listeners: Listeners) {
    let before = turn.deliveries
    defer { watch.note(turn.deliveries - before, to: listeners) }
    var run: [Delivery] = []
    var bytes = 0
    for delivery in listeners.gathered.takeAll() {
      if let seq = delivery.seq {
        let next = listeners.position + Int64(run.count) + 1
        guard seq >= next else { continue }  // from before this loop listened
        precondition(seq == next, "a tap hands on every number, in order")
      }
      if let (conversation, number) = delivery.message {
        listeners.messages = number
        note(conversation)
      }
      if delivery.isPlain {
        if !run.isEmpty, bytes + delivery.frame.readableBytes > Limits.writeBytes {
          offer(run.takeAll(), to: listeners)
          bytes = 0
        }
        run.append(delivery)
        bytes += delivery.frame.readableBytes
      } else {
        bytes = 0
        offer(run.takeAll(), to: listeners)
        offer(delivery, to: listeners)
      }
    }
    offer(run, to: listeners)
    dropIfEmpty(listeners)
  }

  /// Offers what is in no hurry, outside a turn.
  func offer(_ patient: Delivery) {
    guard let listeners = listeners(of: patient.topic) else { return }
    offer(patient, to: listeners)
    dropIfEmpty(listeners)
  }

  /// Joins neighbours once and shares them: one frame or many, a socket costs the same.
  private func offer(_ run: [Delivery], to listeners: Listeners) {
    guard let first = run.first else { return }
    let frames = run.count == 1 ? first.frame : Self.joined(run)
    outlets.note(frames, for: listeners.outlets) { place in
      listeners.live[place].offer(frames, lane: .lossless)
    }
    turn.deliveries += run.count * listeners.live.count
    move(listeners, by: run.count)
  }

  private static func joined(_ run: [Delivery]) -> ByteBuffer {
    var frames = ByteBufferAllocator().buffer(
      capacity: run.reduce(0) { $0 + $1.frame.readableBytes })
    for delivery in run { frames.writeImmutableBuffer(delivery.frame) }
    return frames
  }

  /// Looks at each socket: some are to get something else, or nothing more.
  private func offer(_ delivery: Delivery, to listeners: Listeners) {
    if listeners.isOutdated(delivery) { return }
    for socket in listeners.live { offer(delivery, to: socket, of: listeners) }
    if delivery.seq == nil {
      for cursor in listeners.behind.values where !cursor.isHeld {
        offer(delivery, to: cursor.socket, of: listeners)
      }
    } else {
      move(listeners, by: 1)
    }
    carryOut(delivery, listeners)
  }

  private func offer(_ delivery: Delivery, to socket: Socket, of listeners: Listeners) {
    if case .likes(let version) = delivery.consequence {
      guard listeners.isNews(version, to: socket) else { return }
    }
    guard delivery.hiddenFrom.contains(socket.user.id) else {
      turn.add(delivery.lane)
      return socket.offer(
        delivery.frame, lane: delivery.lane, key: delivery.key, isPatient: mayWait(delivery))
    }
    guard let skip = delivery.skip else { return }
    turn.skips += 1
    socket.offer(skip, lane: .lossless)
  }

  /// Moves the topic on, and whoever has caught up with it by that.
  private func move(_ listeners: Listeners, by count: Int) {
    listeners.position += Int64(count)
    for cursor in listeners.behind.values { cursor.socket.reconsider(cursor) }
  }

  private func carryOut(_ delivery: Delivery, _ listeners: Listeners) {
    switch delivery.consequence {
    case .follow(let topic):
      for socket in listeners.everybody { socket.follow(topic) }
    case .recheck:
      for socket in listeners.everybody { socket.recheck() }
    case .recheckPost(let post):
      for socket in listeners.everybody where socket.topics.contains(.post(post)) {
        socket.recheck(only: post)
      }
    case .rename(let user):
      for socket in listeners.everybody where socket.user.id == user.id { socket.rename(user) }
    case .depart(let user): depart(user, from: listeners)
    case .likes: listeners.newestLikes = delivery
    case nil: break
    }
  }
}

extension LoopShard {
  /// Ends a topic for somebody's sockets: at once, or where one is behind, when it has
  /// read all up to here.
  private func depart(_ user: UserID, from listeners: Listeners) {
    for socket in listeners.live where socket.user.id == user { socket.leave(listeners.topic) }
    for cursor in listeners.behind.values where cursor.socket.user.id == user {
      cursor.end = cursor.end ?? listeners.position
      cursor.socket.reconsider(cursor)
    }
  }
}

extension Listeners {
  /// Whether newer likes came by: an actor that was let go may still speak,
  /// after the one that took its place.
  fileprivate func isOutdated(_ delivery: Delivery) -> Bool {
    guard case .likes(let version) = delivery.consequence, let newestLikes else { return false }
    return version < newestLikes.likesVersion
  }

  /// Live or behind.
  var everybody: [Socket] { live + behind.values.map(\.socket) }
}
