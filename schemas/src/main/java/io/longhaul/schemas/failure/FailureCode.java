package io.longhaul.schemas.failure;

/**
 * Every way in which a request or a step can fail. The names are wire contract: they appear in problem documents, in
 * events and as the type of Temporal failures, and each has a section in {@code docs/runbook.md}.
 */
public enum FailureCode {
    /** The request body is not valid JSON. */
    REQUEST_MALFORMED(
            FailureClass.REFUSED, 400, "The request body is not valid JSON", "Send one JSON object, encoded in UTF-8."),
    /** The request body is too large. */
    REQUEST_TOO_LARGE(FailureClass.REFUSED, 413, "The request body is too large", "Send at most 1 MiB."),
    /** The request has a field that is not known. */
    FIELD_UNKNOWN(
            FailureClass.REFUSED,
            400,
            "The request has a field that is not known",
            "Remove the field, or correct its spelling."),
    /** A required field is missing. */
    FIELD_MISSING(FailureClass.REFUSED, 400, "A required field is missing", "Add the field."),
    /** A field has the wrong type. */
    FIELD_TYPE(FailureClass.REFUSED, 400, "A field has the wrong type", "Send the type that the description names."),
    /** A field has a value that is not allowed. */
    FIELD_INVALID(
            FailureClass.REFUSED,
            422,
            "A field has a value that is not allowed",
            "Choose a value within the limits that the detail names."),
    /** The request carries no valid token. */
    UNAUTHENTICATED(
            FailureClass.REFUSED,
            401,
            "The request carries no valid token",
            "Send 'Authorization: Bearer TOKEN' with a token that has not expired."),
    /** The role of this token does not allow the request. */
    FORBIDDEN(
            FailureClass.REFUSED,
            403,
            "The role of this token does not allow the request",
            "Ask an operator, or use a token of the right role."),
    /** There is no such object. */
    NOT_FOUND(
            FailureClass.REFUSED,
            404,
            "There is no such object",
            "Check the id; the list of the objects shows those that you may see."),
    /** The method is not allowed here. */
    METHOD_NOT_ALLOWED(
            FailureClass.REFUSED,
            405,
            "The method is not allowed here",
            "Use a method that the API's description names for this address."),
    /** The content type is not supported. */
    CONTENT_TYPE_UNSUPPORTED(
            FailureClass.REFUSED, 415, "The content type is not supported", "Send 'Content-Type: application/json'."),
    /** The idempotency key was used with another body. */
    IDEMPOTENCY_KEY_REUSED(
            FailureClass.REFUSED,
            422,
            "The idempotency key was used with another body",
            "Use a new key for a new request."),
    /** The name is already in use. */
    NAME_TAKEN(
            FailureClass.REFUSED,
            409,
            "The name is already in use",
            "Choose another name, or delete the object that has it."),
    /** Another job works on the resource. */
    RESOURCE_BUSY(
            FailureClass.REFUSED,
            409,
            "Another job works on the resource",
            "Wait for the job that the detail names, or cancel it, and ask again."),
    /** The object's state does not allow the operation. */
    STATE_CONFLICT(
            FailureClass.REFUSED,
            409,
            "The object's state does not allow the operation",
            "Bring the object into the state that the detail names first."),
    /** The template still has clones that depend on it. */
    TEMPLATE_IN_USE(
            FailureClass.REFUSED,
            409,
            "The template still has clones that depend on it",
            "Delete the clones that the detail lists, wait until their disks are flattened, or confirm the template's"
                    + " deletion plan, which flattens them first."),
    /** The deletion plan is not what would be done now. */
    PLAN_CHANGED(
            FailureClass.REFUSED,
            409,
            "The deletion plan is not what would be done now",
            "Ask for the plan again, look at what it does now, and confirm that one."),
    /** The disk would be smaller than its template. */
    SIZE_TOO_SMALL(
            FailureClass.REFUSED,
            422,
            "The disk would be smaller than its template",
            "Ask for at least the template's size, or leave the size out."),
    /** No host can take the VM. */
    NO_PLACEMENT(
            FailureClass.REFUSED,
            409,
            "No host can take the VM",
            "The detail says for each host why not; change the request, or free capacity."),
    /** The decision is for another parking of the job. */
    PARKING_MISMATCH(
            FailureClass.REFUSED,
            409,
            "The decision is for another parking of the job",
            "Read the job again and decide on the failure that it shows now."),
    /** The job does not accept this action now. */
    ACTION_NOT_ALLOWED(
            FailureClass.REFUSED,
            409,
            "The job does not accept this action now",
            "The job shows the actions that it accepts."),
    /** The job has already ended. */
    JOB_ENDED(FailureClass.REFUSED, 409, "The job has already ended", "Submit a new job if the work is still wanted."),
    /** The job has passed its point of no return. */
    POINT_OF_NO_RETURN(
            FailureClass.REFUSED, 409, "The job has passed its point of no return", "Wait until the job ends."),
    /** A part that is needed is away. */
    UNAVAILABLE(
            FailureClass.REFUSED,
            503,
            "A part that is needed is away",
            "Ask again in a moment, a submission with the same idempotency key."),
    /** The request failed for a reason of our own. */
    INTERNAL(
            FailureClass.REFUSED,
            500,
            "The request failed for a reason of our own",
            "Ask again, a submission with the same idempotency key; tell the operator the instance of this problem."),
    /** The image is not of the declared format. */
    IMAGE_FORMAT_MISMATCH(
            FailureClass.CALLER,
            422,
            "The image is not of the declared format",
            "Declare the format that the image has; it must match exactly one."),
    /** The image names a backing file. */
    IMAGE_HAS_BACKING_FILE(
            FailureClass.CALLER,
            422,
            "The image names a backing file",
            "Flatten the image first, for instance with 'qemu-img convert'."),
    /** The image keeps its data in another file. */
    IMAGE_HAS_DATA_FILE(
            FailureClass.CALLER,
            422,
            "The image keeps its data in another file",
            "Convert the image into one self-contained file."),
    /** The image names other files as its extents. */
    IMAGE_HAS_EXTERNAL_EXTENT(
            FailureClass.CALLER,
            422,
            "The image names other files as its extents",
            "Export the image as streamOptimized VMDK, or convert it to qcow2."),
    /** The image uses a feature that is not supported. */
    IMAGE_UNKNOWN_FEATURE(
            FailureClass.CALLER,
            422,
            "The image uses a feature that is not supported",
            "Convert the image with default options."),
    /** The image is shorter than its header says. */
    IMAGE_TRUNCATED(
            FailureClass.CALLER, 422, "The image is shorter than its header says", "Upload the image again, whole."),
    /** The image's virtual size is beyond the limit. */
    IMAGE_TOO_LARGE(
            FailureClass.CALLER,
            422,
            "The image's virtual size is beyond the limit",
            "Use an image within the limit that the detail names."),
    /** The image's metadata contradicts itself. */
    IMAGE_CORRUPT(
            FailureClass.CALLER,
            422,
            "The image's metadata contradicts itself",
            "Check the image with 'qemu-img check' and make it anew."),
    /** The image file is not there. */
    IMAGE_NOT_FOUND(
            FailureClass.CALLER,
            422,
            "The image file is not there",
            "Put the image where the node can read it, and give its name there."),
    /** The guest did not become ready in time. */
    GUEST_NOT_READY(
            FailureClass.CALLER,
            422,
            "The guest did not become ready in time",
            "Look at the console log; choose a longer time or another sign of readiness."),
    /** The node's worker does not take work. */
    NODE_UNREACHABLE(
            FailureClass.TRANSIENT,
            503,
            "The node's worker does not take work",
            "Check that the node is up and its worker runs, then retry."),
    /** libvirt does not answer on the node. */
    LIBVIRT_UNAVAILABLE(
            FailureClass.TRANSIENT,
            503,
            "libvirt does not answer on the node",
            "Check libvirtd on the node, then retry."),
    /** libvirt refused a call. */
    LIBVIRT_ERROR(
            FailureClass.TRANSIENT,
            500,
            "libvirt refused a call",
            "Read libvirt's words in the facts, mend the cause, then retry."),
    /** An outside call took longer than its deadline. */
    DEADLINE_EXCEEDED(
            FailureClass.TRANSIENT,
            504,
            "An outside call took longer than its deadline",
            "Check the part that the facts name, then retry."),
    /** The storage has no space left. */
    STORAGE_FULL(
            FailureClass.TRANSIENT,
            507,
            "The storage has no space left",
            "Free space in the pool that the facts name, then retry."),
    /** The storage refused an operation. */
    STORAGE_ERROR(
            FailureClass.TRANSIENT,
            500,
            "The storage refused an operation",
            "Check the pool that the facts name, then retry."),
    /** The storage cluster does not answer. */
    STORAGE_UNREACHABLE(
            FailureClass.TRANSIENT,
            503,
            "The storage cluster does not answer",
            "Check the cluster's monitors and the node's way to them, then retry."),
    /** The storage cluster does not let the node do this. */
    STORAGE_FORBIDDEN(
            FailureClass.TRANSIENT,
            500,
            "The storage cluster does not let the node do this",
            "Check the node's key and its rights on the pool that the facts name, then retry."),
    /** An image of the storage is in use. */
    STORAGE_IN_USE(
            FailureClass.TRANSIENT,
            409,
            "An image of the storage is in use",
            "Find out who uses the image that the facts name, end that, then retry."),
    /** The node's client of the storage cluster was fenced. */
    STORAGE_CLIENT_FENCED(
            FailureClass.DISAGREES,
            409,
            "The node's client of the storage cluster was fenced",
            "Find out who fenced it and why; retry works with a new client, unless the whole host was fenced."),
    /** A tool of the node ended with an error. */
    TOOL_FAILED(
            FailureClass.TRANSIENT,
            500,
            "A tool of the node ended with an error",
            "Read the tool's words in the facts, mend the cause, then retry."),
    /** The worker stopped answering in the middle of the step. */
    WORKER_LOST(
            FailureClass.TRANSIENT,
            503,
            "The worker stopped answering in the middle of the step",
            "Check the worker on the node; retry looks for the step's work first."),
    /** A child job did not succeed. */
    CHILD_FAILED(
            FailureClass.TRANSIENT,
            500,
            "A child job did not succeed",
            "Look at the child job, mend its cause, then retry."),
    /** Another job took the resource over. */
    PREEMPTED(
            FailureClass.TRANSIENT,
            409,
            "Another job took the resource over",
            "Nothing: the job continues when it holds its lock again."),
    /** A newer job has acted on the resource since. */
    EPOCH_STALE(
            FailureClass.DISAGREES,
            409,
            "A newer job has acted on the resource since",
            "Compare the facts of both sides; retry takes the resource over again."),
    /** Another QEMU process of this VM exists. */
    SECOND_PROCESS(
            FailureClass.DISAGREES,
            409,
            "Another QEMU process of this VM exists",
            "Find out which process is right and end the other; then retry."),
    /** What is on the host is not what the inventory says. */
    WORLD_DISAGREES(
            FailureClass.DISAGREES,
            409,
            "What is on the host is not what the inventory says",
            "Compare the facts of both sides, mend the wrong one, then retry."),
    /** Long work on a host stands still. */
    NO_PROGRESS(
            FailureClass.DISAGREES,
            504,
            "Long work on a host stands still",
            "Look at the storage and the processes of the host. Retry joins a flatten and begins an import again; abort stops both."),
    /** The job's workflow run was ended from outside. */
    RUN_LOST(
            FailureClass.DISAGREES,
            500,
            "The job's workflow run was ended from outside",
            "Retry starts a successor run at the first unfinished step; abort undoes what was done."),
    /** Undoing a step failed. */
    COMPENSATION_FAILED(
            FailureClass.DISAGREES,
            500,
            "Undoing a step failed",
            "Mend the cause and retry the undoing, or skip it and leave the residue behind."),
    /** A step failed for a reason of our own. */
    INTERNAL_ERROR(
            FailureClass.TRANSIENT,
            500,
            "A step failed for a reason of our own",
            "Read the logs of the job; retry after a fix is deployed."),
    /** No run has taken an accepted job up. */
    NOT_STARTED(
            FailureClass.TRANSIENT,
            503,
            "No run has taken an accepted job up",
            "Check that Temporal and a control worker run; the job starts by itself when they do."),
    /** An operator aborted the job. */
    ABORTED(
            FailureClass.CALLER,
            409,
            "An operator aborted the job",
            "Ask the operator for the reason; submit a new job if the work is still wanted.");

    private final FailureClass failureClass;
    private final int httpStatus;
    private final String title;
    private final String advice;

    FailureCode(FailureClass failureClass, int httpStatus, String title, String advice) {
        this.failureClass = failureClass;
        this.httpStatus = httpStatus;
        this.title = title;
        this.advice = advice;
    }

    /** What the step runner does with it. */
    public FailureClass failureClass() {
        return failureClass;
    }

    /** The status of a problem document with this code. */
    public int httpStatus() {
        return httpStatus;
    }

    /** One sentence without hosts or paths, fit for a tenant. */
    public String title() {
        return title;
    }

    /** What to do next, fit for a tenant. */
    public String advice() {
        return advice;
    }

    /** The address of the problem type: the code in lower case with dashes, below {@code https://longhaul.io/problems/}. */
    public String typeUri() {
        return "https://longhaul.io/problems/"
                + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
