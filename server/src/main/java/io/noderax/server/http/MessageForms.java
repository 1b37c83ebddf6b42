package io.noderax.server.http;

import io.noderax.protocol.alert.MuteAlert;
import io.noderax.protocol.enrollment.ApproveEnrollment;
import io.noderax.protocol.enrollment.EnrollmentRequest;
import io.noderax.protocol.enrollment.FinalizeEnrollment;
import io.noderax.protocol.install.ConsumeInstall;
import io.noderax.protocol.install.CreateNodeInstall;
import io.noderax.protocol.install.InstallProgress;
import io.noderax.protocol.json.Fields;
import io.noderax.protocol.json.Fields.Unknown;
import io.noderax.protocol.json.JsonMessage;
import io.noderax.protocol.json.JsonObject;
import io.noderax.protocol.logscan.AskLogPreview;
import io.noderax.protocol.packages.InstallPackages;
import io.noderax.protocol.problem.Reason;
import io.noderax.protocol.rootaccess.SetRootAccess;
import io.noderax.protocol.session.ChangePassword;
import io.noderax.protocol.session.CreateFirstAdministrator;
import io.noderax.protocol.session.Heartbeat;
import io.noderax.protocol.session.Login;
import io.noderax.protocol.task.ClaimRequest;
import io.noderax.protocol.task.Completion;
import io.noderax.protocol.task.CreateTask;
import io.noderax.protocol.task.CreateTaskBatch;
import io.noderax.protocol.task.LogLine;
import io.noderax.protocol.task.TaskReport;
import io.noderax.protocol.task.TaskState;
import io.noderax.protocol.telemetry.HttpMetrics;
import io.noderax.protocol.terminal.CreateTerminalSession;
import io.noderax.protocol.update.CreateRollout;
import io.noderax.protocol.update.UpdateProgress;
import io.noderax.protocol.view.SaveView;
import java.util.Map;
import java.util.function.Function;

/**
 * Which bodies the server reads, and how strictly: an agent may be newer than the server, so what it adds is ignored; what a
 * person or a script misspells is refused.
 */
final class MessageForms {
    private record Form(Unknown unknown, Function<Fields, ? extends JsonMessage> read) {}

    private static final Map<Class<?>, Form> FORMS = Map.ofEntries(
            ofAgents(EnrollmentRequest.class, EnrollmentRequest::read),
            ofAgents(Heartbeat.class, Heartbeat::read),
            ofAgents(HttpMetrics.class, HttpMetrics::read),
            ofAgents(ClaimRequest.class, ClaimRequest::read),
            ofAgents(TaskReport.class, TaskReport::read),
            ofAgents(LogLine.class, LogLine::read),
            ofAgents(TaskState.class, TaskState::read),
            ofAgents(Completion.class, Completion::read),
            ofAgents(ConsumeInstall.class, ConsumeInstall::read),
            ofAgents(InstallProgress.class, InstallProgress::read),
            ofAgents(UpdateProgress.class, UpdateProgress::read),
            ofPeople(CreateRollout.class, CreateRollout::read),
            ofPeople(CreateNodeInstall.class, CreateNodeInstall::read),
            ofPeople(ChangePassword.class, ChangePassword::read),
            ofPeople(Login.class, Login::read),
            ofPeople(CreateFirstAdministrator.class, CreateFirstAdministrator::read),
            ofPeople(FinalizeEnrollment.class, FinalizeEnrollment::read),
            ofPeople(ApproveEnrollment.class, ApproveEnrollment::read),
            ofPeople(MuteAlert.class, MuteAlert::read),
            ofPeople(SaveView.class, SaveView::read),
            ofPeople(Reason.class, Reason::read),
            ofPeople(InstallPackages.class, InstallPackages::read),
            ofPeople(AskLogPreview.class, AskLogPreview::read),
            ofPeople(SetRootAccess.class, SetRootAccess::read),
            ofPeople(CreateTask.class, CreateTask::read),
            ofPeople(CreateTaskBatch.class, CreateTaskBatch::read),
            ofPeople(CreateTerminalSession.class, CreateTerminalSession::read));

    private MessageForms() {}

    static boolean knows(Class<?> type) {
        return FORMS.containsKey(type);
    }

    static JsonMessage read(Class<?> type, JsonObject body) {
        Form form = FORMS.get(type);
        if (form == null) {
            throw new IllegalArgumentException("no form for " + type);
        }
        return Fields.read(body, form.unknown(), form.read());
    }

    private static <T extends JsonMessage> Map.Entry<Class<?>, Form> ofAgents(Class<T> type, Function<Fields, T> read) {
        return Map.entry(type, new Form(Unknown.IGNORED, read));
    }

    private static <T extends JsonMessage> Map.Entry<Class<?>, Form> ofPeople(Class<T> type, Function<Fields, T> read) {
        return Map.entry(type, new Form(Unknown.REFUSED, read));
    }
}
