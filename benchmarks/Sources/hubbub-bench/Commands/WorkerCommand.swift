import ArgumentParser
import Glibc
import NIOCore
import NIOPosix

/// `hubbub-bench worker`: the process that holds sockets; the bench starts it.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Holds sockets for a run; started by the other commands.",
    shouldDisplay: false)

  func run() throws {
    signal(SIGPIPE, SIG_IGN)
    try OpenFiles.raise()
    TimerSlack.remove()
    MultiThreadedEventLoopGroup.withCurrentThreadAsEventLoop { loop in
      _ = NIOPipeBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(OrderHandler())
          }
        }
        .takingOwnershipOfDescriptors(input: dup(STDIN_FILENO), output: dup(STDOUT_FILENO))
    }
  }
}
