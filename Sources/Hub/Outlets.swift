import NIOCore

/// Where the frames of one loop's sockets leave, side by side in memory.
///
/// A fan-out to ten thousand sockets walks this table and touches no socket:
/// ten thousand outlets are 80 KB in a row, while each socket would be several
/// places of its own for the processor to wait for.
///
/// An outlet is *open* while all that its socket was ever given is with the
/// kernel. Then one run of frames is only noted here, and at the end of the turn
/// it goes by one `send`. Whatever else the socket is to get in that turn closes
/// the outlet: from then on its outbox keeps the order.
///
/// - Bounds: one outlet for each socket of the loop; one noted run for each.
/// - Isolation: its loop.
/// - Source: DECISIONS.md, "Fan-out by a table of outlets".
final class Outlets {
  /// A place in the table.
  typealias Number = Int32

  private struct Outlet {
    /// -1 while it is closed.
    var descriptor: CInt = -1
    /// Of ``runs``, counted from 1; 0 when nothing is noted.
    var run: Int32 = 0
  }

  /// Frames that all outlets noted in one stretch of ``noted`` are to send.
  private struct Run {
    let frames: ByteBuffer
    let begin: Int
  }

  private var table: ContiguousArray<Outlet> = []
  private var owners: ContiguousArray<Socket?> = []
  private var free: [Number] = []
  private var noted: ContiguousArray<Number> = []
  private var runs: [Run] = []

  /// How many sockets the loop has.
  var count: Int { owners.count - free.count }

  /// The sockets of the loop.
  var sockets: [Socket] { owners.compactMap { $0 } }

  // MARK: - Sockets

  /// Gives a socket a closed outlet.
  func add(_ socket: Socket) -> Number {
    if let number = free.popLast() {
      owners[Int(number)] = socket
      return number
    }
    table.append(Outlet())
    owners.append(socket)
    return Number(table.count - 1)
  }

  /// Takes a socket off; what was noted for it is dropped.
  func remove(_ number: Number) {
    table[Int(number)] = Outlet()
    owners[Int(number)] = nil
    free.append(number)
  }

  /// Opens an outlet, or closes it where there is no descriptor.
  ///
  /// What is noted stays noted.
  func set(_ number: Number, _ descriptor: Descriptor?) {
    table[Int(number)].descriptor = descriptor?.number ?? -1
  }

  /// Takes back what was noted for a socket in this turn, if anything was.
  func take(_ number: Number) -> ByteBuffer? {
    let run = table[Int(number)].run
    guard run != 0 else { return nil }
    table[Int(number)].run = 0
    return runs[Int(run) - 1].frames
  }

  // MARK: - A turn

  /// Notes a run of whole frames for each outlet that is open and has none yet.
  ///
  /// - Parameter otherwise: called with the place in `numbers` of each of the others.
  /// - Complexity: O(numbers), 8 bytes of memory each.
  func note(
    _ frames: ByteBuffer, for numbers: ContiguousArray<Number>, otherwise: (Int) -> Void
  ) {
    runs.append(Run(frames: frames, begin: noted.count))
    let run = Int32(runs.count)
    noted.reserveCapacity(noted.count + numbers.count)
    for place in numbers.indices {
      let index = Int(numbers[place])
      if table[index].descriptor >= 0, table[index].run == 0 {
        table[index].run = run
        noted.append(numbers[place])
      } else {
        otherwise(place)
      }
    }
  }

  /// Sends what was noted, once for each outlet.
  ///
  /// What the kernel does not take goes to the socket's own transport, and a
  /// peer that is gone is found there too.
  ///
  /// - Returns: how many sends that were.
  func send() -> Int {
    var sends = 0
    for place in runs.indices {
      let end = place + 1 < runs.count ? runs[place + 1].begin : noted.count
      sends += send(runs[place], Int32(place + 1), upTo: end)
    }
    runs.removeAll(keepingCapacity: true)
    noted.removeAll(keepingCapacity: true)
    return sends
  }

  private func send(_ run: Run, _ number: Int32, upTo end: Int) -> Int {
    var sends = 0
    run.frames.withUnsafeReadableBytes { bytes in
      for place in run.begin..<end {
        let outlet = Int(noted[place])
        guard table[outlet].run == number else { continue }  // taken back since
        table[outlet].run = 0
        sends += 1
        let sent = Descriptor(number: table[outlet].descriptor).send(bytes) ?? 0
        if sent < bytes.count { leave(run.frames, from: sent, to: outlet) }
      }
    }
    return sends
  }

  private func leave(_ frames: ByteBuffer, from sent: Int, to outlet: Int) {
    var rest = frames
    rest.moveReaderIndex(forwardBy: sent)
    owners[outlet]?.transport.write(rest)
  }
}
