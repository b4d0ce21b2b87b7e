//! Work that the user can watch and stop.

use tokio::sync::watch;
use tower_lsp::Client;
use tower_lsp::lsp_types::notification;
use tower_lsp::lsp_types::*;

use super::ask::ask;

/// Work under way. Dropped, it is over.
pub struct Progress(watch::Sender<(usize, usize)>);

impl Progress {
    /// Begins to show work that can be stopped. The client is asked for a place to show it, and is told nothing until it answers; whatever it
    /// does holds up nobody.
    pub fn begin(client: &Client, token: ProgressToken, title: String) -> Self {
        let (sender, reports) = watch::channel((0, 0));
        let client = client.clone();
        ask("window/workDoneProgress/create", async move {
            let params = WorkDoneProgressCreateParams { token: token.clone() };
            client.send_request::<request::WorkDoneProgressCreate>(params).await?;
            tokio::spawn(show(client, token, title, reports));
            Ok(())
        });
        Self(sender)
    }

    /// So many of so many things are done.
    pub fn report(&self, done: usize, total: usize) {
        self.0.send_replace((done, total));
    }
}

/// Shows the work from the beginning, even where it is over already: the client has made a place for it.
async fn show(client: Client, token: ProgressToken, title: String, mut reports: watch::Receiver<(usize, usize)>) {
    let tell = async |value: WorkDoneProgress| {
        let value = ProgressParamsValue::WorkDone(value);
        client.send_notification::<notification::Progress>(ProgressParams { token: token.clone(), value }).await;
    };
    tell(WorkDoneProgress::Begin(WorkDoneProgressBegin { title, cancellable: Some(true), message: None, percentage: Some(0) })).await;
    while reports.changed().await.is_ok() {
        let (done, total) = *reports.borrow_and_update();
        let percentage = u32::try_from(done * 100 / total.max(1)).ok();
        let message = Some(format!("{done}/{total}"));
        tell(WorkDoneProgress::Report(WorkDoneProgressReport { cancellable: Some(true), message, percentage })).await;
    }
    tell(WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
}
